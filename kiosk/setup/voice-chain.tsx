import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { VoiceInChain } from '../../core/wire/voice-setup.ts';

const ENGINES: Readonly<Record<string, string>> = {
  pack: 'Giọng tự thu',
  piper: 'Piper',
  'default-pack': 'Giọng của phần mềm',
  'espeak-ng': 'espeak-ng đọc cả câu',
};
const TONGUES: Readonly<Record<string, string>> = {
  'vi-north': 'tiếng Việt, Bắc',
  'vi-south': 'tiếng Việt, Nam',
  en: 'tiếng Anh',
};
/** The product's own is made by itself in the first minutes. */
const NOT_YET = 'chưa tạo xong';
const FAULTS: Readonly<Record<string, string>> = {
  pack_absent: 'chưa dùng',
  pack_refused: 'bị từ chối, tệp hỏng: xem nhật ký',
  words_missing: 'thiếu câu: xem nhật ký',
  language_missing: 'không đọc tiếng này',
  engine_starting: 'đang tìm',
  engine_missing: 'không chạy',
  engine_timeout: 'không trả lời kịp',
};

/** Which voice calls now, in every tongue of the speakers, and which would stand in for it. */
export function Chain({ chain }: { chain: readonly VoiceInChain[] }): VNode {
  const tongues = [...new Set(chain.map(({ tongue }) => tongue))];
  return (
    <article>
      <h2>Loa đang đọc bằng</h2>
      {tongues.map((tongue) => (
        <Tongue
          key={tongue}
          name={TONGUES[tongue] ?? tongue}
          voices={chain.filter((each) => each.tongue === tongue)}
        />
      ))}
      {chain.length === 0 && <p>Tệp phòng khám chưa có loa nào.</p>}
      <Sample />
    </article>
  );
}

function Tongue({ name, voices }: { name: string; voices: readonly VoiceInChain[] }): VNode {
  const speaks = voices.find(({ fault }) => fault === null);
  return (
    <p>
      {name}: <b>{speaks ? (ENGINES[speaks.engine] ?? speaks.engine) : 'chỉ chuông, không có giọng'}</b>{' '}
      <span class="others">
        {voices
          .filter((each) => each !== speaks)
          .map(({ engine, fault }) => `${ENGINES[engine] ?? engine}: ${faultWords(engine, fault)}`)
          .join(' · ')}
      </span>
    </p>
  );
}

function faultWords(engine: string, fault: string | null): string {
  if (fault === null) return 'sẵn sàng';
  if (engine === 'default-pack' && fault === 'pack_absent') return NOT_YET;
  return FAULTS[fault] ?? fault;
}

function Sample(): VNode {
  const [isSilent, setSilent] = useState(false);
  const audio = useRef<HTMLAudioElement | null>(null);
  const play = (): void => {
    audio.current?.pause();
    audio.current = new Audio('/setup/voice/sample');
    setSilent(false);
    audio.current.play().catch(() => setSilent(true));
  };
  return (
    <>
      <button type="button" onClick={play}>
        Nghe thử một lượt gọi
      </button>
      <p role="status">{isSilent ? 'Không phát được tiếng: kiểm tra loa của máy này.' : ''}</p>
    </>
  );
}
