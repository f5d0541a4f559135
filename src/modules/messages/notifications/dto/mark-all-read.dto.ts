import { ApiSchema } from '@nestjs/swagger';
import { InstantField } from '../../../../infra/http/fields.js';

@ApiSchema({ name: 'MarkAllRead' })
export class MarkAllReadDto {
  @InstantField({
    optional: true,
    description:
      'Only what was created up to this moment: send the `createdAt` of the newest one that was shown. Left out: what has arrived when the request is handled.',
  })
  before?: Date;
}
