/** What somebody asked for is not done, and nothing has changed. The message is for that person. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** As HTTP says it: there is no such thing; it stands in the way of another; it is wrong in itself. */
  readonly status: 404 | 409 | 422

  constructor(status: 404 | 409 | 422, message: string) {
    super(message)
    this.status = status
  }
}
