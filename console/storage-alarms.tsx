import type { VNode } from 'preact';
import type { StorageTrouble } from '../core/wire/protocol.ts';
import { Warning } from '../web/pictograms.tsx';
import { Banner } from './banner.tsx';

/** What staff can do about it, in one line each. */
const words: Record<StorageTrouble, { tone: 'brick' | 'amber'; line: string }> = {
  'disk-full': {
    tone: 'brick',
    line: 'Ổ đĩa máy chủ đã đầy, đang dùng phần dự trữ. Báo CNTT ngay. Khi máy không cấp được số: phát số giấy.',
  },
  'log-damaged': {
    tone: 'brick',
    line: 'Dữ liệu trên ổ đĩa máy chủ không còn khớp. Báo CNTT ngay, chưa tắt máy chủ.',
  },
  'disk-low': { tone: 'amber', line: 'Ổ đĩa máy chủ còn trống dưới 10 %. Báo CNTT dọn trong hôm nay.' },
  'backup-old': { tone: 'amber', line: 'Hơn 45 phút chưa có bản sao lưu nào thành công. Báo CNTT.' },
};

/** What endangers the data, before it stops anybody's work. */
export function StorageAlarms({ troubles }: { troubles: readonly StorageTrouble[] }): VNode {
  return (
    <>
      {troubles.map((trouble) => (
        <Banner
          key={trouble}
          tone={words[trouble].tone}
          sign={<Warning label={null} />}
          words={words[trouble].line}
        />
      ))}
    </>
  );
}
