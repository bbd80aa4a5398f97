import type { VNode } from 'preact';
import type { ScanEntry, SetupScanner } from '../../core/wire/scanner-setup.ts';
import { endWords, fieldWords, hintsOf, kindWords, reasonWords, verdictWords } from './setup-words.ts';

/** Heights of the bars: a field of so many characters fills its bar. */
const FULL = 60;
const BAR = 40;

type Props = { scans: readonly ScanEntry[]; scanners: readonly SetupScanner[] };

/** Step three: the last scans as verdict and lengths. What stood on a card never comes to this page. */
export function CardStep({ scans, scanners }: Props): VNode {
  if (scans.length === 0) {
    return <p>Quét một thẻ, hoặc mã thử B và C trên tờ cài đặt. Kết quả hiện ngay ở đây.</p>;
  }
  return (
    <ol class="scans">
      {scans.map((scan) => (
        <Scan key={scan.id} scan={scan} place={placeOf(scan, scanners)} />
      ))}
    </ol>
  );
}

function placeOf({ source }: ScanEntry, scanners: readonly SetupScanner[]): string {
  return scanners.find((scanner) => scanner.source === source)?.path ?? source.replace(/^serial:/, '');
}

const timeOf = (at: number): string => new Date(at).toLocaleTimeString('vi-VN', { hour12: false });

function Scan({ scan, place }: { scan: ScanEntry; place: string }): VNode {
  const reason = reasonWords(scan.code);
  const end = scan.end === null ? [] : [endWords[scan.end]];
  const times = scan.times > 1 ? [`${scan.times} lần`] : [];
  return (
    <li class={scan.verdict}>
      <p class="verdict">
        <b>{verdictWords[scan.verdict]}</b>
        {scan.kind !== null && <span>{kindWords[scan.kind]}</span>}
        <span class="quiet">
          {[timeOf(scan.at), `${scan.bytes} byte`, ...end, ...times, place].join(' · ')}
        </span>
      </p>
      {[reason, ...hintsOf(scan)].filter(Boolean).map((words) => (
        <p key={words} class="advice">
          {words}
        </p>
      ))}
      {scan.fields.length > 0 && <FieldBars fields={scan.fields} kind={scan.kind} />}
    </li>
  );
}

/** Each field as a bar with its number of characters, in the order of the card. */
export function FieldBars({ fields, kind }: { fields: readonly number[]; kind: string | null }): VNode {
  const names = (kind !== null && fieldWords[kind]) || [];
  return (
    <ol class="fields" aria-label="Số ký tự của từng ô">
      {fields.map((length, at) => {
        const height = Math.max(2, Math.round((Math.min(length, FULL) / FULL) * BAR));
        return (
          <li key={`${at} ${length}`}>
            <svg viewBox={`0 0 24 ${BAR}`} aria-hidden="true">
              <rect x="2" y={BAR - height} width="20" height={height} />
            </svg>
            <b>{length}</b>
            <span>{fields.length === 1 ? 'Cả mã' : (names[at] ?? at + 1)}</span>
          </li>
        );
      })}
    </ol>
  );
}
