import { Injectable } from '@nestjs/common';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Every route of the server, to tell an unknown address (404) from an unsupported method (405). */
@Injectable()
export class RouteTable {
  private readonly routes: Route[] = [];

  /** @param url a route template such as `/api/v1/bookings/:id` */
  add(methods: string | string[], url: string): void {
    // The catch-all route of CORS preflights is no resource.
    if (url === '*' || url === '/*') return;
    const pattern = new RegExp(
      `^${url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:[A-Za-z]+/g, '[^/]+')
        .replaceAll('*', '.*')}/?$`,
    );
    for (const method of [methods].flat()) this.routes.push({ method, pattern });
  }

  methodsOf(path: string): string[] {
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
  }
}
