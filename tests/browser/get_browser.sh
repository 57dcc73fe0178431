#!/bin/sh
# A browser for the tests: one that is here, else Debian's where we are root, else Playwright's.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
"$1/playwright" install chromium && exit 0
echo "The browser tests need Chromium, and none could be installed. Install it and run again." >&2
exit 1
