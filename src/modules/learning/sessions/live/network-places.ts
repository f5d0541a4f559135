/** Places that connections have for a moment, so many in all and so many of each network: nobody has all of them. */
export class NetworkPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /** @returns whether there was one; whoever takes it leaves it */
  take(network: string): boolean {
    const ofThis = this.taken.get(network) ?? 0;
    if (ofThis >= this.mostOfOne || this.all >= this.most) return false;
    this.taken.set(network, ofThis + 1);
    this.all += 1;
    return true;
  }

  leave(network: string): void {
    const left = (this.taken.get(network) ?? 1) - 1;
    if (left > 0) this.taken.set(network, left);
    else this.taken.delete(network);
    this.all -= 1;
  }
}
