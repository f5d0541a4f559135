import { Injectable } from '@nestjs/common';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { OutlivedPlaces } from './outlived-places.js';

/** Nothing happens when the last day of a substitute is over: the clock ends their place in the room. */
@Injectable()
export class OutlivedPlacesTask extends ScheduledTask {
  readonly name = 'courses.outlived-places';
  readonly pattern = '*/15 * * * *';

  constructor(private readonly places: OutlivedPlaces) {
    super();
  }

  run(): Promise<void> {
    return this.places.end(null);
  }
}
