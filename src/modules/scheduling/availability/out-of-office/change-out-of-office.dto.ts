import { ApiSchema } from '@nestjs/swagger';
import { exampleDate, Examples, exampleTime } from '../../../../infra/http/examples.js';
import { LocalDateField, EnumField, IdField, InstantField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { ABSENCE_REASONS, type AbsenceReason, LONGEST_ABSENCE_DAYS } from './out-of-office.rules.js';

const END = `After the start, at most ${LONGEST_ABSENCE_DAYS} days.`;
const STAND_IN = 'Somebody of an organization of yours who is booked instead. Only for people.';

@Examples({
  holiday: {
    summary: 'Whole days',
    value: { from: exampleDate(28), to: exampleDate(39), reason: 'vacation', note: 'At the sea.' },
  },
  afternoon: { summary: 'An afternoon', value: { start: exampleTime('13:00', 50), end: exampleTime('17:00', 50) } },
})
@ApiSchema({ name: 'NewOutOfOffice' })
export class NewOutOfOfficeDto {
  @IdField({ optional: true, description: 'A resource that you manage. Without it, it is you who is away.' })
  bookableId?: string;

  @InstantField({ optional: true, example: undefined, description: 'With `end`; or give `from` and `to`.' })
  start?: Date;

  @InstantField({ optional: true, example: undefined, description: END })
  end?: Date;

  @LocalDateField({
    optional: true,
    example: '2027-08-02',
    description: 'The first date, in the zone of the default schedule; with `to`.',
  })
  from?: string;

  @LocalDateField({ optional: true, example: '2027-08-20', description: 'The last date, included.' })
  to?: string;

  @EnumField(ABSENCE_REASONS, { optional: true, name: 'AbsenceReason', description: '`other` when it is left out.' })
  reason?: AbsenceReason;

  @TextField({ max: 500, min: 0, optional: true, nullable: true, example: 'At the sea.' })
  note?: string | null;

  @IdField({ optional: true, nullable: true, description: STAND_IN })
  standInId?: string | null;
}

@Examples({
  note: { summary: 'Another note', value: { note: 'In the mountains.' } },
})
@ApiSchema({ name: 'ChangeOutOfOffice' })
export class ChangeOutOfOfficeDto {
  @InstantField({ optional: true, example: undefined })
  start?: Date;

  @InstantField({ optional: true, example: undefined, description: END })
  end?: Date;

  @LocalDateField({ optional: true, example: '2027-08-09' })
  from?: string;

  @LocalDateField({ optional: true, example: '2027-08-27', description: 'The last date, included.' })
  to?: string;

  @EnumField(ABSENCE_REASONS, { optional: true, name: 'AbsenceReason' })
  reason?: AbsenceReason;

  @TextField({ max: 500, min: 0, optional: true, nullable: true })
  note?: string | null;

  @IdField({ optional: true, nullable: true, description: STAND_IN })
  standInId?: string | null;
}

export class OutOfOfficeQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Entries of this resource; yours when it is left out.' })
  bookableId?: string;

  @InstantField({
    optional: true,
    example: exampleTime('00:00'),
    description: 'Only entries that end after this moment.',
  })
  from?: Date;

  @InstantField({
    optional: true,
    example: exampleTime('00:00', 366),
    description: 'Only entries that begin before this moment.',
  })
  to?: Date;

  @SortField(['start'], 'start')
  override sort?: string;
}
