import { Injectable } from '@nestjs/common';

/** Whether this process accepts work. It drains before it stops: readiness turns false. */
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
