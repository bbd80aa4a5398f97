import { settingTable } from './settings.ts';

/** The table of settings as text for `--help`. */
export function settingsHelp(): string {
  const rows = [
    ['flag', 'variable', 'default', 'meaning'],
    ...settingTable.map((r) => [r.flag, r.variable, r.default ?? '–', r.meaning]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]!.length));
  return rows
    .map(
      (row) =>
        `  ${row[0]!.padEnd(width(0))}  ${row[1]!.padEnd(width(1))}  ${row[2]!.padEnd(width(2))}  ${row[3]}`,
    )
    .join('\n');
}
