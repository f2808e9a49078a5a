#!/bin/sh
# qemu-img 11.1.3 and instar differed in stdout: reading preallocated blocks makes the kernel call them data, so a raw file is not read.
qemu-img create -q -f raw disk0.raw 2097152
qemu-io -t unsafe -f raw -c 'write -z 0 65536' disk0.raw >/dev/null
# ask: measure -f raw -O qcow2 --output=human disk0.raw
