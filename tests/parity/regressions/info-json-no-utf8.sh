#!/bin/sh
# qemu-img 7.2.22 and instar differed in stdout: what is no UTF-8 is U+FFFD in JSON.
# damaged
qemu-img create -q -f raw disk0.raw 1048576
qemu-img create -q -f qcow2 -b disk0.raw -F raw disk1.qcow2 1048576
printf '\377\200' | dd of=disk1.qcow2 bs=1 seek=120 conv=notrunc status=none
# ask: info --output=json disk1.qcow2
