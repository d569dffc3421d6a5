#!/bin/bash
# Installs what the tests need from Debian: real mail servers, PostgreSQL and a browser. Safe to repeat and to run twice at once.
# Cyrus and Courier, whose packages would remove Dovecot's, are unpacked into roots of their own and never installed.
# Exit 0: everything is there. Exit 3: something is missing and we may not install it; the message says what.
set -euo pipefail

packages=(postgresql dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-sieve dovecot-managesieved postfix chromium fonts-inter)

# A change of what is in a root gives it a new number; so does TestServerRoots.cs.
roots=/opt/webmail-test-servers
cyrus=$roots/cyrus-1
courier=$roots/courier-2

missing() {
  local p
  for p in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || echo "$p"
  done
  [ -d "$cyrus" ] || echo cyrus-imapd
  [ -d "$courier" ] || echo courier-imap
}

if ! command -v dpkg-query >/dev/null; then
  echo "The test servers come from Debian packages and this system has no dpkg. Needed: ${packages[*]}" >&2
  exit 3
fi

mapfile -t need < <(missing)
[ ${#need[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "Missing Debian packages. Run $0 as root: ${need[*]}" >&2
  exit 3
fi

# Several test projects start at once; one of them installs, the others wait for it.
exec 9>/tmp/webmail-install-test-servers.lock
flock 9
mapfile -t need < <(missing)
[ ${#need[@]} -gt 0 ] || exit 0

# Keeps the packages' own instances (those configured under /etc) from starting.
policy=/usr/sbin/policy-rc.d
made=
cleanup() { [ -z "$made" ] || rm -f "$policy"; }
trap cleanup EXIT
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  made=1
fi

export DEBIAN_FRONTEND=noninteractive
echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections

# The packages of a server and those they need that the system has not, in a directory that appears when it is complete.
unpack() { # root, function that finishes it, packages
  local root=$1 finish=$2 new
  shift 2
  [ ! -d "$root" ] || return 0
  mkdir -p "$roots"
  new=$(mktemp -d "$roots/.new-XXXXXX")
  chmod 755 "$new"
  # Said out loud at each step: "set -e" does not hold within a condition.
  (
    cd "$new" || exit 1
    # "Inst name [old] (new …" would be another version of something that is there.
    apt-get -s install --no-install-recommends "$@" | sed -n 's/^Inst \([^ ]*\) (.*/\1/p' >.packages || exit 1
    [ -s .packages ] || exit 1
    xargs apt-get -o APT::Sandbox::User=root download <.packages >&2 || exit 1
    for package in *.deb; do dpkg -x "$package" . || exit 1; done
    rm -- *.deb
    "$finish"
  ) || { rm -rf "$new"; return 1; }
  mv "$new" "$root"
}

as_it_is() { rm -rf usr/share/doc usr/share/man; }

# Courier finds its files by paths that are compiled in, so tests change the root of its processes: all libraries have to be inside.
for_chroot() {
  local file lib
  rm -rf usr/share etc var run
  mkdir -p usr/lib usr/bin usr/lib64 dev etc tmp run
  ln -s usr/lib lib
  ln -s usr/lib64 lib64
  ln -s usr/bin bin
  cp -L /bin/sh usr/bin/sh
  cp -a /dev/null /dev/urandom dev/
  while read -r file; do
    while read -r lib; do
      case $lib in
        "$PWD"/*) ;;
        *)
          mkdir -p "./$(dirname "$lib")"
          cp -Ln "$lib" "./$lib"
          ;;
      esac
    done < <(LD_LIBRARY_PATH=$PWD/usr/lib:$PWD/usr/lib/x86_64-linux-gnu ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || true)
  done < <(find usr/bin usr/sbin usr/lib usr/libexec -type f \( -perm -100 -o -name '*.so*' \))
}

install() {
  local absent=() p
  for p in "${packages[@]}"; do
    if printf '%s\n' "${need[@]}" | grep -qx "$p"; then absent+=("$p"); fi
  done
  [ ${#absent[@]} = 0 ] || apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${absent[@]}" </dev/null >&2 || return 1
  unpack "$cyrus" as_it_is cyrus-imapd sasl2-bin && unpack "$courier" for_chroot courier-imap
}

if ! install; then
  # Package lists may be absent or name versions that the archive no longer has.
  apt-get update </dev/null >&2
  install || { echo "These Debian packages could not be installed: ${need[*]}" >&2; exit 3; }
fi
