import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { TimeZoneField } from '../../../../infra/http/fields.js';

const ZONE = 'Where the days of courses begin and end, and in which deadlines are.';

@Examples({
  zone: { summary: 'An institution in Kigali', value: { timeZone: 'Africa/Kigali' } },
})
@ApiSchema({ name: 'SetCourseSettings' })
export class SetCourseSettingsDto {
  @TimeZoneField({ example: 'Africa/Kigali', description: ZONE })
  timeZone: string;
}

@ApiSchema({ name: 'CourseSettings' })
export class CourseSettingsDto {
  @ApiProperty({ example: 'Africa/Kigali', description: ZONE })
  timeZone: string;
  /** Changes with every update, and is 0 as long as nothing is set; it is the `ETag`. */
  version: number;
}
