import type { Page } from 'playwright-core';

/** What a page holds after a forced collection; only such figures can be compared. */
export type PageWeight = { heapMb: number; nodes: number; listeners: number };

/** Collects the page's garbage and weighs what is left. */
export async function weigh(page: Page): Promise<PageWeight> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Performance.enable');
  // What finalizers let go is collected by the second round.
  for (let round = 0; round < 2; round += 1) await tools.send('HeapProfiler.collectGarbage');
  const { metrics } = await tools.send('Performance.getMetrics');
  await tools.detach();
  const of = (name: string): number => metrics.find((each) => each.name === name)!.value;
  return { heapMb: of('JSHeapUsedSize') / 1_048_576, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}
