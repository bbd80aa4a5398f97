import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LookAnswer, TicketLook } from '../../core/wire/printer-setup.ts';
import { send } from '../../web/http.ts';
import { faultWords } from './layout-words.ts';

/** The last picture that could be drawn, and what is wrong with what was typed since. */
export type Drawn = {
  readonly picture: { readonly url: string; readonly width: number; readonly millimetres: number } | null;
  readonly fault: { readonly key: string; readonly detail: string } | null;
};

/** Somebody who types is not answered at each letter. */
const AFTER_TYPING_MS = 250;

/** Lets the station draw a look on the printer's own paper, a moment after the last change. */
export function useDrawn(look: TicketLook, address: string): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({ picture: null, fault: null });
  const text = JSON.stringify(look);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      const reply = await send<LookAnswer>(null, '/setup/printer/draw', { look: JSON.parse(text) });
      if (isOver || !reply.ok) return;
      const { body } = reply;
      if (!body.ok)
        return setDrawn((before) => ({ ...before, fault: { key: body.key, detail: body.detail } }));
      const { width, millimetres } = body;
      const bytes = Uint8Array.from(atob(body.png), (sign) => sign.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
      setDrawn((before) => {
        if (before.picture) URL.revokeObjectURL(before.picture.url);
        return { picture: { url, width, millimetres }, fault: null };
      });
    }, AFTER_TYPING_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, address]);
  return drawn;
}

/** The ticket as wide as it comes out of the printer. The person on it is nobody. */
export function LayoutPreview({ drawn: { picture, fault } }: { drawn: Drawn }): VNode {
  return (
    <figure class={fault === null ? 'preview' : 'preview stale'}>
      {picture !== null && (
        <img
          src={picture.url}
          alt={`Phiếu mẫu, dài ${Math.round(picture.millimetres)} mm`}
          style={{ width: `${picture.width}mm` }}
        />
      )}
      <figcaption class="quiet">
        {picture !== null && `Dài ${Math.round(picture.millimetres)} mm giấy. `}
        Rộng bằng cuộn giấy thật. Người trên phiếu là hư cấu.
        {fault !== null && fault.key === '' && <b class="advice"> {faultWords(fault.key, fault.detail)}</b>}
        {fault !== null && <b class="advice"> Hình trước khi có chỗ sai.</b>}
      </figcaption>
    </figure>
  );
}
