/** Questions under way: whoever asks the same shares the answer. */
export class SharedQuestions<Answer> {
  private readonly asked = new Map<string, { readonly position: number; readonly answer: Promise<Answer> }>();

  /** @param position where the changes stand: whoever comes after a change needs an answer that has seen it */
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
