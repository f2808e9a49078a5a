#!/bin/sh
# qemu-img 7.2.22 and instar differed in stdout: the columns of the table of snapshots are as wide as printf has them, which counts bytes.
qemu-img create -q -f qcow2 disk0.qcow2 1048576
qemu-img snapshot -c 'été' disk0.qcow2
qemu-img snapshot -c 'plain' disk0.qcow2
# ask: info --output=human disk0.qcow2
