# SPDX-License-Identifier: Apache-2.0
import sys

from codegen.cli import main

sys.exit(main())
