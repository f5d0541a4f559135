import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, IdField, TextField } from '../../../../infra/http/fields.js';

@Examples({
  reason: { summary: 'With a reason', value: { reason: 'Not that week.' } },
})
@ApiSchema({ name: 'DeclineBooking' })
export class DeclineBookingDto {
  @TextField({ max: 500, optional: true, example: 'I am travelling that week.' })
  reason?: string;
}

@Examples({
  host: { summary: 'To a certain host', value: { hostId: EXAMPLE_IDS.alan } },
})
@ApiSchema({ name: 'ReassignBooking' })
export class ReassignBookingDto {
  @IdField({ optional: true, description: 'Who takes over; the next in turn when it is left out.' })
  hostId?: string;
}

@Examples({
  absent: { summary: 'Did not come', value: { attendeeId: EXAMPLE_IDS.begunAttendee, absent: true } },
})
@ApiSchema({ name: 'RecordAttendance' })
export class RecordAttendanceDto {
  @IdField()
  attendeeId: string;

  @BooleanField({ example: true })
  absent: boolean;
}
