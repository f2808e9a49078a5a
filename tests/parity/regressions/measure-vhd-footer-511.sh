#!/bin/sh
# qemu-img 7.2.22 and instar differed in rc: a footer of 511 bytes reads as if one zero followed.
# damaged
qemu-img create -q -f vpc -o subformat=fixed,force_size=on disk0.vpc 1048576
truncate -s -1 disk0.vpc
# ask: measure -f vpc -O qcow2 --output=json disk0.vpc
