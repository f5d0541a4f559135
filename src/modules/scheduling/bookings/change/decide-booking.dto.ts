import { ApiSchema } from '@nestjs/swagger';
import { BooleanField, IdField, TextField } from '../../../../infra/http/fields.js';

@ApiSchema({ name: 'DeclineBooking' })
export class DeclineBookingDto {
  @TextField({ max: 500, optional: true, example: 'I am travelling that week.' })
  reason?: string;
}

@ApiSchema({ name: 'ReassignBooking' })
export class ReassignBookingDto {
  @IdField({ optional: true, description: 'Who takes over; the next in turn when it is left out.' })
  hostId?: string;
}

@ApiSchema({ name: 'RecordAttendance' })
export class RecordAttendanceDto {
  @IdField()
  attendeeId: string;

  @BooleanField({ example: true })
  absent: boolean;
}
