#!/bin/sh
# qemu-img 7.2.22 and instar differed in rc, stdout: the last block of a VHDX lies in the file as far as the disk reaches.
# damaged
qemu-img create -q -f vhdx -o subformat=dynamic disk0.vhdx 1048576
qemu-io -f vhdx -c 'write -z -u 851968 65536' disk0.vhdx >/dev/null
truncate -s -70000 disk0.vhdx
# ask: measure -f vhdx -O qcow2 --output=json disk0.vhdx
