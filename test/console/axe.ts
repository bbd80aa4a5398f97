import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical on the page as it is; `enhanced` asks for a contrast of 7:1 as well. */
export async function seriousOf(page: Page, enhanced: boolean): Promise<string[]> {
  await page.evaluate(source);
  const options = {
    resultTypes: ['violations'],
    rules: { 'color-contrast-enhanced': { enabled: enhanced } },
  };
  const found = await page.evaluate(
    (asked) => (window as unknown as { axe: { run: (o: object) => Promise<AxeResults> } }).axe.run(asked),
    options,
  );
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
