/**
 * A page of the product. `modern` pages are ES modules for the hospital's own PCs and phones of today;
 * `television` pages are one plain ES2015 script each, as television sets down to Chromium 53 read no more.
 */
export type Page = { name: string; html: string; engine: 'modern' | 'television' };

export const PAGES: readonly Page[] = [
  { name: 'home', html: 'web/home.html', engine: 'modern' },
  { name: 'kiosk', html: 'kiosk/screen/kiosk.html', engine: 'modern' },
  { name: 'setup', html: 'kiosk/setup/setup.html', engine: 'modern' },
  { name: 'setup-printer', html: 'kiosk/setup/setup-printer.html', engine: 'modern' },
  { name: 'setup-voice', html: 'kiosk/setup/setup-voice.html', engine: 'modern' },
  { name: 'setup-sheet', html: 'kiosk/setup/setup-sheet.html', engine: 'modern' },
  { name: 'console', html: 'console/console.html', engine: 'modern' },
  { name: 'admin', html: 'console/admin.html', engine: 'modern' },
  { name: 'rules', html: 'console/rules.html', engine: 'modern' },
  { name: 'board', html: 'display/board.html', engine: 'television' },
  { name: 'speaker', html: 'display/speaker.html', engine: 'television' },
  { name: 'ticket', html: 'display/ticket.html', engine: 'television' },
];

/** What a page can be made of: a change in any of these makes a new build. */
export const PAGE_SOURCES: readonly string[] = [
  'core',
  'web',
  'kiosk/screen',
  'kiosk/setup',
  'console',
  'display',
  'scripts/page-table.ts',
  'scripts/build-pages.ts',
  'scripts/lean-television.ts',
  'scripts/standing-build.ts',
  'package-lock.json',
];
