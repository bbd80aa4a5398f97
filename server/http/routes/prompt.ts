import { z } from 'zod';
import type { House } from '../../house.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** The catalogue changes with a release, a recording when staff make a better one. */
const KEEP = 'private, max-age=300';
/** A ticket's number is nobody's business a minute later. */
const KEEP_NOT = 'no-store';

const WordsAnswer = z.object({ words: z.record(z.string(), z.string()) });

/** What a kiosk says aloud, and the words of the languages that the hospital has added. */
export function promptRoutes(house: House): Route[] {
  return [promptRoute(house), wordsRoute(house)];
}

function promptRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/prompts/{lang}/{key}',
    roles: ['kiosk', 'station'],
    summary:
      'A prompt of the kiosk as sound: WAV, MP3 or Ogg. Only what stands in catalogue and clinic file.',
    body: null,
    query: null,
    answers: { 200: null },
    run: async ({ params }) => {
      const audio = await house.languages.prompt(params.lang!, params.key!);
      if (!audio) return problem('not-found', 'Không có lời đọc này.');
      const cache = params.key!.startsWith('code-') ? KEEP_NOT : KEEP;
      const headers = { 'content-type': audio.type, 'cache-control': cache, etag: `"${audio.sha256}"` };
      return { status: 200, body: audio.bytes, headers };
    },
  });
}

function wordsRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/words/{lang}',
    roles: ['kiosk', 'station'],
    summary: 'Texts of a further language of the kiosk, by the keys of its own catalogue.',
    body: null,
    query: null,
    answers: { 200: WordsAnswer },
    run: ({ params }) => {
      const words = house.languages.words(params.lang!);
      return words ? { status: 200, body: { words } } : problem('not-found', 'Không có ngôn ngữ này.');
    },
  });
}
