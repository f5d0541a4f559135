import { ApiClient } from './http.js';
import { sharedSystem } from './shared-system.mjs';

describe('the shared system', () => {
  it('has two API processes on one database, both healthy', async () => {
    const { apiUrl, otherApiUrl } = sharedSystem();
    expect(apiUrl).not.toBe(otherApiUrl);
    for (const url of [apiUrl, otherApiUrl]) {
      const { status, body } = await new ApiClient(url).get('/health');
      expect([status, body.status]).toEqual([200, 'ok']);
    }
  });
});
