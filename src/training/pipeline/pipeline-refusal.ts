/** The data do not carry the model that the recipe asks for; the message says what to change. */
export class PipelineRefusal extends Error {
  override readonly name = 'PipelineRefusal';
}
