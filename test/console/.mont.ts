import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [out, w, ...files] = process.argv.slice(2);
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const p = await b.newPage({ viewport: { width: 2000, height: 400 } });
await p.setContent(
  `<body style="margin:0;background:#c55;display:flex;flex-wrap:wrap;gap:8px">${files.map((f) => `<img width=${w} src="data:image/png;base64,${readFileSync(`/tmp/shots/${f}.png`).toString('base64')}">`).join('')}`,
);
await p.waitForTimeout(200);
await p.screenshot({ path: `/tmp/shots/${out}.png`, fullPage: true });
await b.close();
