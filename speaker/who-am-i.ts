type Options = { server: string; token: string; note: (event: object) => void; signal: AbortSignal };

const ANSWER_MS = 4_000;
const PAUSE_MS = 2_000;

/**
 * The speaker that this token belongs to, asked of the server until it answers: a house that is still starting, or
 * does not know the token yet, is asked again. Null when the machine leaves before.
 */
export async function whoAmI({ server, token, note, signal }: Options): Promise<string | null> {
  let state = '';
  while (!signal.aborted) {
    const answer = await ask(server, token);
    if (answer.state === 'known') return answer.name;
    if (answer.state !== state) note({ event: 'house', state: answer.state });
    state = answer.state;
    await pause(signal);
  }
  return null;
}

type Answer = { state: 'known'; name: string } | { state: 'away' | 'refused' | 'not-a-speaker' };

async function ask(server: string, token: string): Promise<Answer> {
  try {
    const reply = await fetch(`${server.replace(/\/+$/, '')}/api/v1/here`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    });
    if (reply.status === 204) return { state: 'refused' };
    if (!reply.ok) return { state: 'away' };
    const { role, name } = (await reply.json()) as { role?: unknown; name?: unknown };
    return role === 'speaker' && typeof name === 'string'
      ? { state: 'known', name }
      : { state: 'not-a-speaker' };
  } catch {
    return { state: 'away' };
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, PAUSE_MS);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    }
    signal.addEventListener('abort', end);
  });
}
