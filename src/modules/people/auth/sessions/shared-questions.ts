/** Request coalescing (single flight): concurrent callers of one query share its promise. */
export class SharedQuestions<Answer> {
  private readonly asked = new Map<string, { readonly position: number; readonly answer: Promise<Answer> }>();

  /** @param position version of the cache: callers after an invalidation do not share older queries */
  ask(name: string, position: number, question: () => Promise<Answer>): Promise<Answer> {
    const running = this.asked.get(name);
    if (running?.position === position) return running.answer;
    const asked = { position, answer: question() };
    this.asked.set(name, asked);
    const isOver = () => {
      if (this.asked.get(name) === asked) this.asked.delete(name);
    };
    asked.answer.then(isOver, isOver);
    return asked.answer;
  }
}
