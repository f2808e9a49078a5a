#!/bin/sh
# qemu-img 11.1.3 and instar differed in rc, stdout: where a cluster of the target has data, what follows in it is not asked for.
# damaged
qemu-img create -q -f raw disk0.raw 2752512
qemu-img create -q -f qed -o cluster_size=16k,table_size=16 -b disk0.raw -F raw disk1.qed 2752512
qemu-io -d unmap -f qed -c 'write -z 1265664 32768' disk1.qed >/dev/null
truncate -s -4096 disk1.qed
# ask: measure -O qcow2 --output=human disk1.qed
