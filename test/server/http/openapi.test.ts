import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeTable } from '../../../server/http/route-table.ts';
import { sampleFace } from '../../display/sample-board.ts';
import { quietClinic, TestHouse } from '../test-house.ts';
import { type Description, descriptionOf, misfits, type Operation } from './described.ts';

describe('the description of the interface', () => {
  let house: TestHouse;
  let document: Description;
  let operations: [string, Operation][];
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    document = await descriptionOf(house);
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]): [string, Operation] => [`${method} ${path}`, each]),
    );
  });
  afterAll(() => house.end());

  it('is OpenAPI 3.1 and needs no token', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({
      title: 'Tiếp Đón',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    const reply = await fetch(`${house.base}/api/v1/openapi.json`);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('names every line of the interface once', () => {
    const lines = routeTable(house.open.house).map(({ method, path }) => `${method} ${path}`);
    expect(operations.map(([line]) => line).sort()).toEqual([...lines].sort());
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z-]*[a-z]$/);
  });

  it('says who may call a line, and which parameters stand in its address', () => {
    for (const [line, { security, parameters, ...rest }] of operations) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(inPath, line).toEqual([...line.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(security.length === 0, line).toBe(rest['x-roles'] === undefined);
    }
    const list = operations.find(([line]) => line === 'get /tickets')![1];
    expect(list.parameters.map(({ name }) => name)).toEqual(['day', 'service', 'state']);
  });

  it('leads every reference to something that stands in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(operations.length);
    for (const to of new Set(references)) {
      const steps = to.replace(/^#\//, '').split('/');
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document);
      expect(found, to).toBeTypeOf('object');
    }
  });

  it('describes each command and answer with a schema that can be read', () => {
    for (const [line, { requestBody, responses }] of operations) {
      expect(requestBody !== undefined, line).toBe(line.startsWith('post'));
      const good = Object.keys(responses).filter((status) => status.startsWith('2'));
      expect(good.length, line).toBeGreaterThan(0);
      expect(Object.keys(responses), line).toEqual(expect.arrayContaining(['400', '429', '503', 'default']));
      const schemas = [requestBody, ...good.map((status) => responses[status])]
        .flatMap((part) => Object.values(part?.content ?? {}))
        .map(({ schema }) => schema);
      for (const schema of schemas) expect(() => z.fromJSONSchema(schema as never), line).not.toThrow();
    }
  });

  it('is what answers are held against: one that does not fit is found', async () => {
    const beside = { face: sampleFace({}), notices: [], slides: [] };
    const right = { epoch: 'e', seq: 1, state: { board: 'hall', rooms: [], calls: [], ...beside } };
    const board = { method: 'GET', path: '/boards/hall', status: 200 };
    house.replies.push({ ...board, body: right });
    expect(await misfits(house)).toEqual([]);
    house.replies.push({ ...board, body: { ...right, seq: 'one' } });
    house.replies.push({ ...board, status: 404, body: { status: 404 } });
    house.replies.push({ method: 'GET', path: '/nowhere', status: 404, body: {} });
    expect(await misfits(house)).toHaveLength(3);
  });
});
