#!/usr/bin/env bash
# Draws wwwroot/icon-*.png from wwwroot/icon.svg with Chromium; run it after changing the svg. The results are committed.
set -euo pipefail
cd "$(dirname "$0")/../src/Webmail.Web/wwwroot"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in 180 192 512; do
  # Full bleed: systems cut their own shape out of it.
  printf '<style>html,body{margin:0;background:#2B55C9}img{display:block;width:%spx;height:%spx}</style><img src="file://%s/icon.svg">' "$size" "$size" "$PWD" > "$work/icon.html"
  "${CHROMIUM:-chromium}" --headless --no-sandbox --hide-scrollbars --window-size="$size,$size" --screenshot="$PWD/icon-$size.png" "file://$work/icon.html" 2>/dev/null
done
