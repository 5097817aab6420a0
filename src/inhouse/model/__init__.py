"""The vocabulary: frozen values that every stage speaks and no stage owns."""
