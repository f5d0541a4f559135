import { sourceOf } from './error-source.js';

describe('the source of an error', () => {
  it('is the first frame of our own code, without the folders of the machine', () => {
    const stack = [
      'Error: out of order',
      '    at Client.query (/home/ada/lyceum/node_modules/pg/lib/client.js:10:5)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
      '    at async TagsService.list (/home/ada/lyceum/src/modules/learning/tags/tags.service.ts:31:12)',
      '    at handle (file:///home/ada/lyceum/src/infra/http/http.module.ts:1:1)',
    ].join('\n');
    expect(sourceOf(stack)).toEqual({
      file: 'src/modules/learning/tags/tags.service.ts',
      function: 'TagsService.list',
      line: 31,
    });
  });

  it('has no function at the top of a file', () =>
    expect(sourceOf('Error\n    at file:///home/ada/lyceum/src/main.ts:3:7')).toEqual({
      file: 'src/main.ts',
      function: null,
      line: 3,
    }));

  it.each([undefined, 'thrown text', 'Error\n    at new Client (/srv/node_modules/src/client.js:1:1)'])(
    'is not known of %j',
    (stack) => expect(sourceOf(stack)).toBeNull(),
  );
});
