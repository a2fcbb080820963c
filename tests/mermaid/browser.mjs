// The browser that draws.
import fs from 'node:fs';
import {chromium} from 'playwright-core';

/** Path of the Chromium to use; the environment variable CHROMIUM names another one. Undefined when there is none. */
export function findBrowser() {
    return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
        .find(name => name && fs.existsSync(name));
}

/** Starts it, with nothing going on in the background. */
export function launch(executablePath) {
    return chromium.launch({
        executablePath,
        args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
}
