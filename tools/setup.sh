#!/bin/sh
# Makes a checkout ready: Python 3.11 or newer, .venv with the pinned libraries, the native
# libraries and the Chinese font for the PDF.
#   setup.sh run       what the program needs
#   setup.sh develop   and what the tests need (linters, a browser, a PDF viewer)
# Installs system packages with apt-get where there is one; elsewhere it stops and says the command.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
extra=
[ "$purpose" = develop ] && extra='[dev]'

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

apt_install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        die "请用管理员身份运行：" "  apt-get install -y $*"
    fi
    echo "安装系统软件包：$*"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq
    $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    command -v apt-get >/dev/null && apt_install python3 python3-venv
    python=$(find_python) || die "需要 Python 3.11 或更新的版本，这台电脑上没有找到。请先安装：" \
        "  Debian 12 / Ubuntu 24.04 起：sudo apt-get install python3 python3-venv" \
        "  Fedora：sudo dnf install python3.12" \
        "  macOS：brew install python@3.12" \
        "  Windows：winget install Python.Python.3.12"
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    command -v apt-get >/dev/null || die "Python 缺少 venv 模块。请安装后再试（Debian 系：python3-venv）。"
    apt_install "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
fi

bin=.venv/bin
if ! "$bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "安装 Python 软件包（版本见 constraints.txt）"
pip() {
    "$bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt "$@"
}
pip hatchling editables
pip --no-build-isolation --editable ".$extra"

if ! "$bin/owners-ledger" doctor >/dev/null 2>&1 && command -v apt-get >/dev/null; then
    # One line per package in the doctor's own words would be slower: these are all it asks for.
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
fi
if [ "$purpose" = develop ] && command -v apt-get >/dev/null; then
    missing=
    command -v chromium >/dev/null || missing="$missing chromium"
    command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
    command -v git >/dev/null || missing="$missing git"
    # Playwright's driver is linked against it.
    "$bin/python" -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null ||
        missing="$missing libatomic1"
    # shellcheck disable=SC2086 # a list of words
    [ -z "$missing" ] || apt_install $missing
fi
"$bin/owners-ledger" doctor
