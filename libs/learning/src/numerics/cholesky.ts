/**
 * Square matrices are row-major and only their lower triangle is used.
 * Replaces a symmetric matrix by its factor L, `L Lᵀ = matrix`. Pivots that
 * rounding errors have eaten are kept at a trace of the diagonal, so that a
 * matrix which should be definite always has a factor.
 */
export function factorize(matrix: Float64Array, size: number): void {
  for (let a = 0; a < size; a++) {
    const rowA = a * size;
    for (let b = 0; b < a; b++) {
      const rowB = b * size;
      let rest = matrix[rowA + b];
      for (let i = 0; i < b; i++) rest -= matrix[rowA + i] * matrix[rowB + i];
      matrix[rowA + b] = rest / matrix[rowB + b];
    }
    const diagonal = matrix[rowA + a];
    let rest = diagonal;
    for (let i = 0; i < a; i++) rest -= matrix[rowA + i] * matrix[rowA + i];
    matrix[rowA + a] = Math.sqrt(Math.max(rest, diagonal * 1e-12));
  }
}

/** Solves `L Lᵀ x = vector` in place, for the part of `vector` that starts at `base`. */
export function solveFactor(
  factor: Float64Array,
  size: number,
  vector: Float64Array,
  base: number,
): void {
  for (let a = 0; a < size; a++) {
    let rest = vector[base + a];
    for (let b = 0; b < a; b++) rest -= factor[a * size + b] * vector[base + b];
    vector[base + a] = rest / factor[a * size + a];
  }
  for (let a = size - 1; a >= 0; a--) {
    const value = vector[base + a] / factor[a * size + a];
    vector[base + a] = value;
    for (let b = 0; b < a; b++) vector[base + b] -= factor[a * size + b] * value;
  }
}
