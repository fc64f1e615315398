"""The fine-tuned encoder: word vectors in the light of their sentences, and the heads that read them."""

from app.extract.encode.model import Encoder, ModelError, Vectors

__all__ = ["Encoder", "ModelError", "Vectors"]
