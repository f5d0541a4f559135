import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { InstantField } from '../../../../infra/http/fields.js';

@Examples({
  all: { summary: 'All', value: {} },
  seen: { summary: 'Those that somebody has seen', value: { before: '2026-01-01T09:00:00Z' } },
})
@ApiSchema({ name: 'MarkAllRead' })
export class MarkAllReadDto {
  @InstantField({
    optional: true,
    description:
      'Only what was created up to this moment: send the `createdAt` of the newest one that was shown. Left out: what has arrived when the request is handled.',
  })
  before?: Date;
}
