import type { Request, Response } from 'express';

type Given = { status: number; type: string; body: unknown };

/** Answers of this morning by request id: whoever sends a command again gets what the first try got, as in the product. */
export class FakeReplay {
  readonly #given = new Map<string, Promise<Given | null>>();

  forget(): void {
    this.#given.clear();
  }

  /** True when this was a further try and is answered; a fault of the server (5xx) is no answer to keep. */
  async isAnswered(request: Request, response: Response): Promise<boolean> {
    const id: unknown = request.body?.requestId;
    if (request.method !== 'POST' || typeof id !== 'string') return false;
    const before = await this.#given.get(id);
    if (before) {
      response.status(before.status).type(before.type).end(before.body);
      return true;
    }
    this.#given.set(id, this.#hear(id, response));
    return false;
  }

  #hear(id: string, response: Response): Promise<Given | null> {
    return new Promise((resolve) => {
      const send = response.send.bind(response);
      response.send = (body: unknown) => {
        const type = String(response.getHeader('content-type') ?? 'application/json');
        const isKept = response.statusCode < 500;
        if (!isKept) this.#given.delete(id);
        resolve(isKept ? { status: response.statusCode, type, body } : null);
        return send(body);
      };
    });
  }
}
