#!/bin/sh
# qemu-img 5.2.0 and instar differed in rc, stdout: before 6.2 a footer at the end alone was taken for that of a fixed disk, whatever its type.
# damaged
qemu-img create -q -f vpc -o subformat=dynamic disk0.vpc 1048576
dd if=/dev/zero of=disk0.vpc bs=512 count=1 conv=notrunc status=none
# ask: measure -f vpc -O raw --output=json disk0.vpc
