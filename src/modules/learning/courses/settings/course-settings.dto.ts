import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { TimeZoneField } from '../../../../infra/http/fields.js';

@Examples({
  zone: { summary: 'An institution in Kigali', value: { timeZone: 'Africa/Kigali' } },
})
@ApiSchema({ name: 'CourseSettings' })
export class CourseSettingsDto {
  @TimeZoneField({
    example: 'Africa/Kigali',
    description: 'Where the days of courses begin and end, and in which deadlines are.',
  })
  timeZone: string;
}
