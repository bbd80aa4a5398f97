import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmNames } from '../../core/wire/alarm.ts';
import { alarmTable } from '../../server/alarms/alarm-table.ts';
import { readyChecks } from '../../server/health/health.ts';

const page = readFileSync(new URL('../../docs/van-hanh.md', import.meta.url), 'utf8');

describe('the page for the one who runs the house', () => {
  it.each(alarmNames)('has a chapter on %s, in the words of the screen', (alarm) => {
    const { title, means, first } = alarmTable[alarm];
    const [, chapter] = new RegExp(`^### ${title} \\(\`${alarm}\`\\)\n([^#]+)`, 'm').exec(page) ?? [];
    expect(chapter).toContain(means);
    expect(chapter).toContain(`**Trước hết:** ${first}`);
    // And what to do after that.
    expect(chapter!.match(/^\d\. .+/gm)!.length).toBeGreaterThan(1);
  });

  it('knows no alarm that the house does not know', () => {
    const named = [...page.matchAll(/^### .+ \(`([\w-]+)`\)$/gm)].map(([, name]) => name!);
    expect(named).toEqual([...alarmNames]);
  });

  it.each(readyChecks)('says what it means that readiness misses %s', (check) => {
    expect(page).toContain(`| \`${check}\` |`);
  });
});
