/** What the template wrote into `<script type="application/json" id="…">`. */
export function readData<T>(id: string): T {
  const block = document.getElementById(id);
  if (!block) throw new Error(`the page has no data block "${id}"`);
  return JSON.parse(block.textContent ?? "") as T;
}
