import { Injectable } from '@nestjs/common';

/** Whether this process still wants work. Readiness turns false before the process stops. */
@Injectable()
export class Lifecycle {
  private stopping = false;

  get isDraining(): boolean {
    return this.stopping;
  }

  drain(): void {
    this.stopping = true;
  }
}
