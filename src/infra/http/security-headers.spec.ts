import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import helmet from 'helmet';
import { SECURITY_OPTIONS, securityHeaders } from './security-headers.js';

it('the headers of every answer are those that helmet sets on one', async () => {
  const secured = helmet(SECURITY_OPTIONS);
  const server = createServer((request, response) => secured(request, response, () => response.end()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await once(server.close(), 'close');
  const ofServer = ['connection', 'content-length', 'date', 'keep-alive'];
  const set = [...headers].filter(([name]) => !ofServer.includes(name));
  expect(Object.entries(securityHeaders()).map(([name, value]) => [name.toLowerCase(), value])).toEqual(
    expect.arrayContaining(set),
  );
  expect(set).toHaveLength(Object.keys(securityHeaders()).length);
  expect(set.length).toBeGreaterThan(8);
});
