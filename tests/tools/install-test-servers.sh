#!/bin/bash
# Installs what the tests need from Debian: real mail servers, PostgreSQL and a browser. Safe to repeat and to run twice at once.
# Exit 0: everything is there. Exit 3: something is missing and we may not install it; the message says what.
set -euo pipefail

packages=(postgresql dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-sieve dovecot-managesieved postfix chromium fonts-inter)

missing() {
  local p
  for p in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || echo "$p"
  done
}

if ! command -v dpkg-query >/dev/null; then
  echo "The test servers come from Debian packages and this system has no dpkg. Needed: ${packages[*]}" >&2
  exit 3
fi

mapfile -t need < <(missing)
[ ${#need[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "Missing Debian packages. As root: apt-get install --no-install-recommends ${need[*]}" >&2
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
install() { apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${need[@]}" </dev/null >&2; }
if ! install; then
  # Package lists may be absent or name versions that the archive no longer has.
  apt-get update </dev/null >&2
  install || { echo "These Debian packages could not be installed: ${need[*]}" >&2; exit 3; }
fi
