# INSTAR-GEN flags tests/parity/data/flags.json spec=1b2a601a6a35ff0b gen=1
# SPDX-License-Identifier: Apache-2.0
"""The flags of qemu-img's subcommands, from which release on, in the order of its tables."""

FLAGS: dict[str, tuple[tuple[tuple[int, ...], str], ...]] = {
    "amend": (
        (
            (0,),
            "-f -h -o -p -q -t --force --help --image-opts --object",
        ),
        (
            (10, 0),
            "-f -h -o -p -q -t --help --quiet --progress --object --format --cache --options "
            "--image-opts --force",
        ),
        (
            (11, 1),
            "-f -h -o -p -q -t --help --options --format --image-opts --cache --force "
            "--progress --quiet --object",
        ),
    ),
    "bench": (
        (
            (0,),
            "-c -d -f -h -i -n -o -q -s -t -w -S -U --flush-interval --force-share --help "
            "--image-opts --no-drain --pattern",
        ),
        (
            (10, 0),
            "-c -d -f -h -i -n -o -q -s -t -w -S -U --help --format --image-opts --cache "
            "--count --depth --offset --buffer-size --step-size --aio --native --write "
            "--pattern --flush-interval --no-drain --force-share",
        ),
        (
            (11, 1),
            "-c -d -f -h -i -n -o -q -s -t -w -S -U --help --format --image-opts --cache "
            "--count --depth --offset --buffer-size --step-size --write --pattern "
            "--flush-interval --no-drain --aio --native --force-share --quiet --object",
        ),
    ),
    "bitmap": (
        (
            (0,),
            "-b -f -g -h -F --add --clear --disable --enable --granularity --help "
            "--image-opts --merge --object --remove --source-file --source-format",
        ),
        (
            (10, 0),
            "-b -f -g -h -F --help --object --image-opts --add --remove --clear --enable "
            "--disable --merge --granularity --source-file --source-format",
        ),
        (
            (11, 1),
            "-b -f -g -h -F --help --format --image-opts --add --granularity --remove "
            "--remove-all --clear --enable --disable --merge --source-file --source-format "
            "--object",
        ),
    ),
    "check": (
        (
            (0,),
            "-f -h -q -r -T -U --force-share --format --help --image-opts --object --output "
            "--repair",
        ),
        (
            (10, 0),
            "-f -h -q -r -T -U --help --quiet --format --cache --repair --output --object "
            "--image-opts --force-share",
        ),
        (
            (11, 1),
            "-f -h -q -r -T -U --help --format --image-opts --cache --repair --force-share "
            "--output --quiet --object",
        ),
    ),
    "commit": (
        (
            (0,),
            "-b -d -f -h -p -q -r -t --help --image-opts --object",
        ),
        (
            (10, 0),
            "-b -d -f -h -p -q -r -t --help --quiet --object --format --image-opts --cache "
            "--drop --base --progress --rate",
        ),
        (
            (11, 1),
            "-b -d -f -h -p -q -r -t --help --format --image-opts --cache --drop --base "
            "--rate-limit --progress --quiet --object",
        ),
    ),
    "compare": (
        (
            (0,),
            "-f -h -p -q -s -F -T -U --force-share --help --image-opts --object",
        ),
        (
            (10, 0),
            "-f -h -p -q -s -F -T -U --help --quiet --object --cache --image-opts --a-format "
            "--left-format --b-format --right-format --force-share --strict --progress",
        ),
        (
            (11, 1),
            "-f -h -p -q -s -F -T -U --help --a-format --b-format --image-opts --strict "
            "--cache --force-share --progress --quiet --object",
        ),
    ),
    "convert": (
        (
            (0,),
            "-c -f -h -l -m -n -o -p -q -r -t -B -C -O -S -T -U -W --bitmaps --force-share "
            "--help --image-opts --object --salvage --target-image-opts --target-is-zero",
        ),
        (
            (7, 2),
            "-c -f -h -l -m -n -o -p -q -r -t -B -C -F -O -S -T -U -W --bitmaps --force-share "
            "--help --image-opts --object --salvage --skip-broken-bitmaps --target-image-opts "
            "--target-is-zero",
        ),
        (
            (10, 0),
            "-c -f -h -l -m -n -o -p -q -r -t -B -C -F -O -S -T -U -W --help --quiet --object "
            "--image-opts --source-image-opts --source-format --source-cache --snapshot "
            "--sparse-size --output-format --options --output-cache --backing "
            "--backing-format --force-share --target-image-opts --salvage --target-is-zero "
            "--bitmaps --skip-broken-bitmaps --rate --parallel --oob-writes "
            "--copy-range-offloading",
        ),
        (
            (11, 1),
            "-b -c -f -h -l -m -n -o -p -q -r -t -B -C -F -O -S -T -U -W --help "
            "--source-format --image-opts --source-cache --snapshot --bitmaps "
            "--skip-broken-bitmaps --salvage --target-format --target-image-opts "
            "--target-format-options --target-cache --backing --backing-format --sparse-size "
            "--no-create --target-is-zero --force-share --rate-limit --parallel --oob-writes "
            "--copy-range-offloading --progress --quiet --object",
        ),
    ),
    "create": (
        (
            (0,),
            "-b -f -h -o -q -u -F --help --object",
        ),
        (
            (10, 0),
            "-b -f -h -o -q -u -F --help --quiet --object --format --backing --backing-format "
            "--backing-unsafe --options",
        ),
        (
            (11, 1),
            "-b -f -h -o -q -u -B -F --help --format --options --backing --backing-format "
            "--backing-unsafe --quiet --object",
        ),
    ),
    "dd": (
        (
            (0,),
            "-f -h -O -U --force-share --help --image-opts --object",
        ),
        (
            (10, 0),
            "-f -h -O -U --help --object --format --output-format --image-opts --force-share",
        ),
        (
            (11, 1),
            "-f -h -O -U --help --format --image-opts --output-format --force-share --object",
        ),
    ),
    "info": (
        (
            (0,),
            "-f -h -U --backing-chain --force-share --format --help --image-opts --object --output",
        ),
        (
            (10, 0),
            "-b -f -h -U --help --format --output --backing-chain --object --image-opts "
            "--force-share",
        ),
        (
            (11, 1),
            "-f -h -t -U --help --format --image-opts --backing-chain --cache --force-share "
            "--limits --output --object",
        ),
    ),
    "map": (
        (
            (0,),
            "-f -h -l -s -U --force-share --format --help --image-opts --max-length --object "
            "--output --start-offset",
        ),
        (
            (10, 0),
            "-f -h -l -s -U --help --format --output --object --image-opts --force-share "
            "--start-offset --max-length",
        ),
        (
            (11, 1),
            "-f -h -l -s -U --help --format --image-opts --start-offset --max-length "
            "--force-share --output --object",
        ),
    ),
    "measure": (
        (
            (0,),
            "-f -h -l -o -O -U --help --image-opts --object --output --size --force-share",
        ),
        (
            (10, 0),
            "-f -h -l -o -O -U --help --target-format --format --image-opts --options "
            "--snapshot --object --output --size --force-share",
        ),
        (
            (11, 1),
            "-f -h -l -o -s -O -U --help --source-format --format --image-opts "
            "--source-image-opts --snapshot --target-format --target-format-options --options "
            "--force-share --output --object --size",
        ),
    ),
    "rebase": (
        (
            (0,),
            "-b -f -h -p -q -t -u -F -T -U --force-share --help --image-opts --object",
        ),
        (
            (10, 0),
            "-b -c -f -h -p -q -t -u -F -T -U --help --quiet --progress --object --image-opts "
            "--force-share --format --cache --compress --backing --backing-format "
            "--backing-cache --backing-unsafe",
        ),
        (
            (11, 1),
            "-b -c -f -h -p -q -t -u -B -F -T -U --help --format --image-opts --cache "
            "--compress --backing --backing-format --backing-cache --backing-unsafe "
            "--force-share --progress --quiet --object",
        ),
    ),
    "resize": (
        (
            (0,),
            "-f -h -q --help --image-opts --object --preallocation --shrink",
        ),
        (
            (10, 0),
            "-f -h -q --help --quiet --object --format --image-opts --preallocation --shrink",
        ),
        (
            (11, 1),
            "-f -h -q --help --format --image-opts --preallocation --shrink --quiet --object",
        ),
    ),
    "snapshot": (
        (
            (0,),
            "-a -c -d -h -l -q -U --force-share --help --image-opts --object",
        ),
        (
            (10, 0),
            "-a -c -d -f -h -l -q -U --help --quiet --object --format --image-opts "
            "--force-share --list --apply --create --delete",
        ),
        (
            (11, 1),
            "-a -c -d -f -h -l -q -U --help --format --image-opts --list --apply --create "
            "--delete --force-share --quiet --object",
        ),
    ),
}
