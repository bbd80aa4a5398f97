import {
  chownSync,
  copyFileSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptHouse } from './kept-house.ts';

const NOBODY = 65_534;

/** Files can be given away by root alone, as in CI. */
describe.skipIf(process.getuid?.() !== 0)(
  'an admin command that root types on the data of another user',
  () => {
    let kept: KeptHouse;
    beforeEach(async () => {
      kept = await new KeptHouse().start();
      await kept.comes();
    });
    afterEach(() => kept.house.end());
    const give = (folder: string): void => {
      chownSync(folder, NOBODY, NOBODY);
      for (const name of readdirSync(folder, { recursive: true }) as string[])
        chownSync(join(folder, name), NOBODY, NOBODY);
    };
    const ofRoot = (folder: string): string[] =>
      (readdirSync(folder, { recursive: true }) as string[]).filter(
        (name) => lstatSync(join(folder, name)).uid === 0,
      );

    it('leaves nothing that the server cannot read: not the mended anchors, not a restored file', async () => {
      const sealed = await kept.backUp();
      await kept.house.stop();
      const data = join(kept.house.dir, 'data');
      const backup = join(kept.house.dir, 'of-yesterday.backup');
      copyFileSync(sealed, backup);
      const { file } = kept.anchors;
      writeFileSync(file, readFileSync(file, 'utf8').replace('"A":1', '"A":2'));
      rmSync(join(data, 'anchors.lock'));
      give(data);
      expect(await kept.asAdmin((admin) => admin.mendAnchors(kept.house.now))).toMatchObject({ ok: true });
      expect(ofRoot(data)).toEqual([]);
      rmSync(file);
      writeFileSync(kept.database, 'no database at all, but bytes of something else, long enough for a page');
      give(data);
      const done = await kept.asAdmin((admin) => admin.restore(backup, kept.house.now));
      expect(done).toMatchObject({ ok: true, aside: expect.stringContaining('damaged') });
      expect(ofRoot(data)).toEqual([]);
    });
  },
);
