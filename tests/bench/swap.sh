# swap.sh A B: exchanges two files, so that each becomes another file than before.
cp "$1" "$1.next" && cp "$2" "$2.next" && mv "$2.next" "$1" && mv "$1.next" "$2"
