import type { VNode } from 'preact';
import { Loudness, Speaker, SpeakerOff, Stop } from '../../web/pictograms.tsx';
import { Action } from './action.tsx';
import type { PartProps } from './screen-props.ts';
import { isAudible } from './speaking.ts';
import type { Kiosk } from './visit.ts';

const usual = { chosen: null, prompt: null } as const;

/** The spoken guide, at the same place on every screen: listen, stop, louder. */
export function GuideBar({ kiosk, say, send }: PartProps): VNode {
  const audible = isAudible(kiosk);
  const { word, Picture } = faceOf(kiosk, audible);
  return (
    <>
      <Action look="guide" press={() => send({ type: 'guide' })} {...usual} disabled={!audible}>
        <Picture label={null} />
        <span>{say(word, null)}</span>
      </Action>
      <Action look="volume" press={() => send({ type: 'volume' })} {...usual} disabled={!audible}>
        <Loudness label={null} step={kiosk.volume} />
        <span>{say('guide.volume', { step: kiosk.volume })}</span>
      </Action>
    </>
  );
}

/** Without sound the button says so in words; it is no reason to disturb anybody. */
function faceOf({ guide }: Kiosk, audible: boolean) {
  if (!audible || guide.state === 'mute') return { word: 'guide.none', Picture: SpeakerOff } as const;
  return guide.state === 'speaking'
    ? ({ word: 'guide.stop', Picture: Stop } as const)
    : ({ word: 'guide.listen', Picture: Speaker } as const);
}
