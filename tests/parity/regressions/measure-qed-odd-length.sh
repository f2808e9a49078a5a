#!/bin/sh
# qemu-img 7.2.22 and instar differed in rc, stdout: the length of a file counts in whole sectors.
# damaged
qemu-img create -q -f qed -o cluster_size=16k disk2.qed 4390912
truncate -s -1 disk2.qed
# ask: measure -O qcow2 --output=json disk2.qed
