import { Agent, request } from 'node:http';

/** What came of one request: an answer, or in the words of the network why there was none. */
export type Came =
  | { status: number; headers: NodeJS.Dict<string | string[]>; body: Record<string, unknown> }
  | { status: 0; fault: string };

const PATIENCE_MS = 15_000;

/** Somebody who asks over one connection that is kept, as a browser does, and says how each request ended. */
export class KeptLine {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #base: () => string;
  readonly #token: string;

  constructor(base: () => string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  /** Never rejects; after 15 s without a word the fault is `unanswered`. */
  post(path: string, body: object): Promise<Came> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return new Promise((resolve) => {
      const asked = request(`${this.#base()}/api/v1${path}`, { method: 'POST', agent: this.#agent, headers });
      const timer = setTimeout(() => asked.destroy(new Error('unanswered')), PATIENCE_MS);
      const end = (came: Came): void => {
        clearTimeout(timer);
        resolve(came);
      };
      asked.once('error', (error: NodeJS.ErrnoException) =>
        end({ status: 0, fault: error.code ?? error.message }),
      );
      asked.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (some: string) => (text += some));
        response.once('error', (error: NodeJS.ErrnoException) => end({ status: 0, fault: error.code ?? '' }));
        response.once('end', () =>
          end({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
        );
      });
      asked.end(JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
